namespace Verifier.HostileModels;

/// <summary>Ends its process whatever fails.</summary>
public sealed class KillingGuest : GuestDriver
{
    private static int s_loads;

    /// <inheritdoc/>
    public override string Name => "guest-kill";

    // The golden run is the first load in each worker; so every case is lost, and nothing else.
    /// <inheritdoc/>
    protected override void Enter()
    {
        if (Interlocked.Increment(ref s_loads) > 1)
        {
            Environment.Exit(9);
        }
    }
}
