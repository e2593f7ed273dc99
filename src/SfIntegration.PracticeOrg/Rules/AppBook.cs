using System.Collections;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>The applications outside systems sign in through, connected apps first.</summary>
internal sealed class AppBook : IEnumerable<PracticeApp>
{
    private readonly OrgEngine _engine;
    private readonly OrgStore _store;

    public AppBook(OrgEngine engine)
    {
        _engine = engine;
        _store = engine.Store;
    }

    /// <summary>The app of an id, or null.</summary>
    public PracticeApp? Find(string? id) =>
        (_store.Find(PracticeApp.Connected, id) ?? _store.Find(PracticeApp.External, id)) is { } row ? new PracticeApp(_store, row) : null;

    /// <summary>The app of a consumer key, or null. Keys differ by case.</summary>
    public PracticeApp? FindByKey(string? consumerKey) =>
        Find(_store.Rows(SideTables.Consumer, "consumerKey", consumerKey).FirstOrDefault()?.Text("ParentId"));

    /// <summary>The app and the pair of a consumer key, where it signs in now. An app that is switched off has none.</summary>
    public AppCredential? FindCredential(string? consumerKey)
    {
        if (string.IsNullOrEmpty(consumerKey))
        {
            return null;
        }

        var found = FindByKey(consumerKey) is { } app ? new AppCredential(app, consumerKey!, app.ConsumerSecret) : StagedCredentials.Find(_engine, consumerKey!);
        return found is { App.IsEnabled: true } ? found : null;
    }

    public IEnumerator<PracticeApp> GetEnumerator() => _store.Rows(PracticeApp.Connected)
        .Concat(_store.Rows(PracticeApp.External))
        .Select(row => new PracticeApp(_store, row))
        .GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
