namespace Verifier.Scenarios.Model;

/// <summary><c>power</c>: IRP_MJ_POWER, SET_POWER or QUERY_POWER (harness/docs/facts/io.md#power-requests).</summary>
public sealed record PowerOperation : Operation
{
    /// <inheritdoc/>
    public override string Word => "power";

    /// <summary>The state to go to.</summary>
    public required PowerState State { get; init; }

    /// <summary>True for QUERY_POWER, false for SET_POWER.</summary>
    public bool IsQuery { get; init; }
}

/// <summary>The power states a script can name. System states S0 to S5, device states D0 to D3.</summary>
public enum PowerState
{
    /// <summary>System working (PowerSystemWorking).</summary>
    S0,

    /// <summary>System sleeping 1.</summary>
    S1,

    /// <summary>System sleeping 2.</summary>
    S2,

    /// <summary>System sleeping 3.</summary>
    S3,

    /// <summary>System hibernated.</summary>
    S4,

    /// <summary>System shut down.</summary>
    S5,

    /// <summary>Device on.</summary>
    D0,

    /// <summary>Device state 1.</summary>
    D1,

    /// <summary>Device state 2.</summary>
    D2,

    /// <summary>Device off.</summary>
    D3,
}
