namespace SfIntegration;

/// <summary>What activity can be told apart by.</summary>
public enum SfActivityDimension
{
    /// <summary>The user: <see cref="SfActivity.UserId"/> and <see cref="SfActivity.Username"/>.</summary>
    Identity,

    /// <summary>What called: <see cref="SfActivity.Client"/>, <see cref="SfActivity.ConnectedAppId"/>, <see cref="SfActivity.UserAgent"/>.</summary>
    Client,

    /// <summary>The API version.</summary>
    ApiVersion,

    /// <summary>The network the calls came from: a /24 of IPv4, a /48 of IPv6.</summary>
    AddressBlock,

    /// <summary>The very address, beside its block.</summary>
    Address,

    /// <summary>The UTC day.</summary>
    Day,

    /// <summary>The UTC hour of the day; together with <see cref="Day"/> a series hour by hour.</summary>
    Hour,

    /// <summary>The object.</summary>
    Object,

    /// <summary>What was done.</summary>
    Operation,

    /// <summary>The event type of the log.</summary>
    EventType,
}
