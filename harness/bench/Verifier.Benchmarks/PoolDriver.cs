using Verifier.Kernel;

namespace Verifier.Benchmarks;

/// <summary>A driver that only has imports to call.</summary>
public sealed class PoolDriver : DriverModel
{
    public override string Name => "benchmark";

    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath) => NTSTATUS.STATUS_SUCCESS;
}
