namespace Verifier.Scenarios.Model;

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
