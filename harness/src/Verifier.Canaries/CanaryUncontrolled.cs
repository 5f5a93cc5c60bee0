using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Canaries;

/// <summary>Ends the process that it runs in when there is no memory: only for worker processes.</summary>
public sealed class CanaryUncontrolled : CanaryDriver
{
    private const int ExitCode = 3;

    /// <inheritdoc/>
    public override string Name => "canary-uncontrolled";

    /// <inheritdoc/>
    public override string Description => "Ends the process that it runs in when there is no memory.";

    /// <inheritdoc/>
    protected override NTSTATUS WithoutCopy(CanaryExtension extension)
    {
        // Planted defect: a driver does not decide about the process.
        Environment.Exit(ExitCode);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
}
