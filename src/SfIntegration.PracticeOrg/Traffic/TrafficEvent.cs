using System;

namespace SfIntegration.Practice.Traffic;

/// <summary>One made call.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="RequestId">REQUEST_ID.</param>
/// <param name="Identity">Whose.</param>
/// <param name="App">The client whose app it goes through.</param>
/// <param name="ClientName">CLIENT_NAME.</param>
/// <param name="Address">CLIENT_IP.</param>
/// <param name="Version">API_VERSION.</param>
/// <param name="Shape">What is called.</param>
/// <param name="Status">STATUS_CODE.</param>
internal sealed record TrafficCall(
    DateTime At, string RequestId, TrafficIdentity Identity, TrafficClient App, string ClientName, string Address, string Version, CallShape Shape, int Status);

/// <summary>One made sign-in.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="RequestId">REQUEST_ID.</param>
/// <param name="Identity">Whose.</param>
/// <param name="Application">LoginHistory.Application.</param>
/// <param name="Type">LoginType.</param>
/// <param name="SubType">LoginSubType.</param>
/// <param name="Address">SourceIp.</param>
/// <param name="Browser">Browser, or the library.</param>
/// <param name="ApiType">ApiType, or null.</param>
/// <param name="Version">ApiVersion, or null.</param>
/// <param name="Status">Status.</param>
/// <param name="Uri">What was called to sign in.</param>
internal sealed record TrafficLogin(
    DateTime At, string RequestId, TrafficIdentity Identity, string Application, string Type, string? SubType, string Address, string Browser, string? ApiType, string? Version, string Status, string Uri);
