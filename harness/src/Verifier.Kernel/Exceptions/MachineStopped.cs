namespace Verifier.Kernel;

/// <summary>
/// The simulated machine has stopped (bug check, hang): thrown at every further kernel call and memory touch so that the driver's
/// frames unwind (ARCHITECTURE.md D7). A model that catches it meets it again at its next call.
/// </summary>
internal sealed class MachineStopped : Exception
{
    public static readonly MachineStopped Instance = new();

    private MachineStopped()
        : base("The simulated machine has stopped.")
    {
    }
}
