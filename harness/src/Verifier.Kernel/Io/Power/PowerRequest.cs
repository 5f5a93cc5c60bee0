namespace Verifier.Kernel;

/// <summary>What a driver asked for with PoRequestPowerIrp.</summary>
internal sealed record PowerRequest(ulong Device, byte Minor, uint State, ulong Routine, ulong Context);
