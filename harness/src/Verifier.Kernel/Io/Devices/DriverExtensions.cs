namespace Verifier.Kernel;

/// <summary>
/// IoAllocateDriverObjectExtension: memory that goes with the driver object (harness/docs/facts/memory.md#io-manager-routines).
/// </summary>
internal sealed class DriverExtensions(Machine machine)
{
    private static readonly PoolTag Tag = "Driv";

    /// <summary>Allocates one, zeroed; a client identification address has one only.</summary>
    public NTSTATUS Allocate(ulong driverObject, ulong clientId, uint bytes, ulong extensionOut)
    {
        machine.Memory.Write(extensionOut, 0UL);
        if (machine.Io.Drivers.Find(driverObject) is not { } driver)
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        if (driver.Extensions.Exists(e => e.ClientId == clientId))
        {
            return NTSTATUS.STATUS_OBJECT_NAME_COLLISION;
        }

        var block = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, bytes, Tag);
        if (block == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        driver.Extensions.Add((clientId, block));
        machine.Memory.Write(extensionOut, block);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>IoGetDriverObjectExtension: 0 when there is none.</summary>
    public ulong Get(ulong driverObject, ulong clientId) =>
        machine.Io.Drivers.Find(driverObject)?.Extensions.Find(e => e.ClientId == clientId).Address ?? 0;
}
