using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using Newtonsoft.Json;

namespace SfIntegration.Http;

/// <summary>Tells failures of the network apart by what they say about the request.</summary>
internal static class NetworkFailure
{
    /// <summary>True for what transport and decoding throw when an answer does not arrive whole.</summary>
    public static bool IsTransport(Exception exception) =>
        exception is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException
            or InvalidDataException or JsonException or WebException or SocketException;

    public static (SfException Error, FailureKind Kind) Map(
        SfRequest request, Uri origin, Exception exception, bool isTimeout, TimeSpan timeout, string[] secrets)
    {
        var kind = isTimeout ? FailureKind.Ambiguous : KindOf(exception);
        var ambiguous = kind == FailureKind.Ambiguous && !request.IsSafe && !request.IsAnonymous;
        var what = isTimeout ? $"{origin.Authority} did not answer within {timeout.TotalSeconds:0.#} seconds"
            : Find<AuthenticationException>(exception) is not null ? $"No safe connection to {origin.Authority}: the certificate or the protocol was not accepted"
            : kind == FailureKind.NotSent ? $"No connection to {origin.Authority}"
            : exception is JsonException or InvalidDataException ? $"The answer of {origin.Authority} is cut off or not what it says it is"
            : $"The connection to {origin.Authority} broke before the answer was complete";
        var state = kind == FailureKind.Ambiguous
            ? ambiguous ? " The request may have been carried out." : string.Empty
            : " Nothing was sent.";
        var cure = ambiguous
            ? "Look whether the change was made before you send it again."
            : "Check the address, the network, the proxy and the firewall between this machine and the org.";
        var error = new SfNetworkException(
            $"{what} ({request.Method} {Resource(request.Path)}).{state}", cure, Redactor.IfClean(exception, secrets))
        {
            IsTimeout = isTimeout,
            MayHaveBeenCarriedOut = ambiguous,
        };
        return (error, kind);
    }

    /// <summary>The path without its query, which can be pages of SOQL.</summary>
    public static string Resource(string path)
    {
        var query = path.IndexOf('?');
        return query < 0 ? path : path.Substring(0, query);
    }

    private static FailureKind KindOf(Exception exception)
    {
        if (Find<AuthenticationException>(exception) is not null)
        {
            return FailureKind.Final;
        }

        if (Find<SocketException>(exception) is { } socket)
        {
            return socket.SocketErrorCode is SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.HostUnreachable
                or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostDown or SocketError.TryAgain or SocketError.NoData
                ? FailureKind.NotSent
                : FailureKind.Ambiguous;
        }

        // .NET Framework reports these instead.
        return Find<WebException>(exception)?.Status switch
        {
            WebExceptionStatus.ConnectFailure or WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure => FailureKind.NotSent,
            WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure => FailureKind.Final,
            _ => FailureKind.Ambiguous,
        };
    }

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found)
            {
                return found;
            }
        }

        return null;
    }
}
