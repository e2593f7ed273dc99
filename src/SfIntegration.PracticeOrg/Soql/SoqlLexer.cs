using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Soql;

/// <summary>Cuts a query into tokens.</summary>
internal sealed class SoqlLexer
{
    private const int MaximumLength = 100_000;

    private readonly string _soql;
    private int _at;

    private SoqlLexer(string soql) => _soql = soql;

    public static IReadOnlyList<SoqlToken> Read(string soql)
    {
        if (soql.Length > MaximumLength)
        {
            throw new SfFault(400, "MALFORMED_QUERY", "SOQL statements cannot be longer than 100000 characters.");
        }

        var lexer = new SoqlLexer(soql);
        var tokens = new List<SoqlToken>();
        do
        {
            tokens.Add(lexer.Next());
        }
        while (tokens[tokens.Count - 1].Kind != TokenKind.End);
        return tokens;
    }

    private SoqlToken Next()
    {
        while (_at < _soql.Length && char.IsWhiteSpace(_soql[_at]))
        {
            _at++;
        }

        if (_at >= _soql.Length)
        {
            return new SoqlToken(TokenKind.End, "<EOF>", _soql.Length);
        }

        var c = _soql[_at];
        if (IsLetter(c))
        {
            return Take(TokenKind.Name, i => IsLetter(_soql[i]) || IsDigit(_soql[i]) || _soql[i] == '_');
        }

        if (c == '\'')
        {
            return String();
        }

        if (IsDigit(c) || (c is '+' or '-' && IsDigitAt(_at + 1)) || (c is '.' or '-' or '+' && IsFraction(c == '.' ? _at : _at + 1)))
        {
            return IsDate() ? Date() : Number();
        }

        foreach (var symbol in new[] { "!=", "<>", "<=", ">=", "=", "<", ">", "(", ")", ",", ".", ":" })
        {
            if (string.CompareOrdinal(_soql, _at, symbol, 0, symbol.Length) == 0)
            {
                _at += symbol.Length;
                return new SoqlToken(TokenKind.Symbol, symbol, _at - symbol.Length);
            }
        }

        throw SoqlFault.At(_soql, _at, "MALFORMED_QUERY", $"line {SoqlFault.Row(_soql, _at)}:{SoqlFault.Column(_soql, _at) - 1} no viable alternative at character '{c}'");
    }

    private SoqlToken String()
    {
        var start = _at++;
        while (_at < _soql.Length && _soql[_at] != '\'')
        {
            if (_soql[_at] == '\\')
            {
                var length = SoqlString.EscapeLength(_soql, _at);
                if (length == 0)
                {
                    var shown = _at + 1 < _soql.Length ? _soql.Substring(_at, 2) : "\\";
                    throw SoqlFault.At(_soql, _at, "MALFORMED_QUERY",
                        $"Invalid string literal '{_soql.Substring(start + 1, _at - start - 1)}'. Illegal character sequence '{shown}' in string literal.");
                }

                _at += length;
            }
            else if (_soql[_at] is '\n' or '\r')
            {
                break;
            }
            else
            {
                _at++;
            }
        }

        if (_at >= _soql.Length || _soql[_at] != '\'')
        {
            var found = _at >= _soql.Length ? "<EOF>" : "\\n";
            throw SoqlFault.At(_soql, start, "MALFORMED_QUERY",
                $"line {SoqlFault.Row(_soql, start)}:{SoqlFault.Column(_soql, start) - 1} mismatched character '{found}' expecting '''");
        }

        _at++;
        return new SoqlToken(TokenKind.String, _soql.Substring(start + 1, _at - start - 2), start);
    }

    private bool IsDate()
    {
        for (var i = 0; i < 10; i++)
        {
            var good = _at + i < _soql.Length && (i is 4 or 7 ? _soql[_at + i] == '-' : IsDigit(_soql[_at + i]));
            if (!good)
            {
                return false;
            }
        }

        return true;
    }

    private SoqlToken Date()
    {
        var start = _at;
        _at += 10;
        if (_at >= _soql.Length || _soql[_at] is not ('T' or 't'))
        {
            return new SoqlToken(TokenKind.Date, _soql.Substring(start, 10), start);
        }

        _at = start;
        return Take(TokenKind.DateTime, i => IsDigit(_soql[i]) || _soql[i] is '-' or '+' or ':' or '.' or 'T' or 't' or 'Z' or 'z');
    }

    private SoqlToken Number()
    {
        var start = _at;
        return Take(TokenKind.Number, i => IsDigit(_soql[i]) || _soql[i] == '.'
            || (_soql[i] is 'e' or 'E' && i > start)
            || (_soql[i] is '+' or '-' && (i == start || _soql[i - 1] is 'e' or 'E')));
    }

    private SoqlToken Take(TokenKind kind, Func<int, bool> belongs)
    {
        var start = _at;
        while (_at < _soql.Length && belongs(_at))
        {
            _at++;
        }

        return new SoqlToken(kind, _soql.Substring(start, _at - start), start);
    }

    private bool IsDigitAt(int at) => at < _soql.Length && IsDigit(_soql[at]);

    private bool IsFraction(int at) => at < _soql.Length && _soql[at] == '.' && IsDigitAt(at + 1);

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
}
