using Verifier.Kernel;

namespace Verifier.Acceptance.Cli;

/// <summary>Forgets its block.</summary>
public sealed class CarelessModel : BlockKeeper
{
    /// <inheritdoc/>
    public override string Name => "careless";

    /// <inheritdoc/>
    protected override void Unload(DriverObject driverObject)
    {
    }
}
