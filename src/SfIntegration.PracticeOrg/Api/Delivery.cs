namespace SfIntegration.Practice;

/// <summary>How the transport delivers an answer.</summary>
internal enum Delivery
{
    /// <summary>As it is.</summary>
    Whole,

    /// <summary>The connection breaks instead of an answer.</summary>
    Break,

    /// <summary>Headers and half of the body, then the connection breaks.</summary>
    Half,

    /// <summary>Nothing, ever; the client gives up.</summary>
    Never,
}
