namespace Verifier.Kernel;

/// <summary>The parameters of a driver's PoRequestPowerIrp.</summary>
internal sealed record PowerRequest(ulong Device, byte Minor, uint State, ulong Routine, ulong Context);
