namespace SfIntegration.Practice.Rules;

/// <summary>A key and secret that an app may sign in with now: its own, or a pair that is staged or was rotated out (facts §5.6).</summary>
internal sealed record AppCredential(PracticeApp App, string Key, string Secret);
