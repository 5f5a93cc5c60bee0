namespace Verifier.Kernel;

/// <summary>
/// Routines that drivers register for something that never happens on this machine: a block of pool each, in the ledger until it is taken back. Two
/// of one kind may not have the same altitude.
/// </summary>
internal sealed class Registrations(Machine machine)
{
    private const ulong Bytes = 0x40;

    private static readonly PoolTag Tag = "CbRg";

    private readonly List<Registration> _registered = [];

    /// <summary>
    /// Registers; STATUS_INSUFFICIENT_RESOURCES when the pool is exhausted, STATUS_FLT_INSTANCE_ALTITUDE_COLLISION when the altitude is taken. The
    /// block's address is what the driver is given.
    /// </summary>
    public NTSTATUS Add(RegistrationKind kind, string? altitude, out ulong block)
    {
        block = 0;
        if (altitude is not null && _registered.Exists(r => r.Kind == kind && r.Altitude == altitude))
        {
            return NTSTATUS.STATUS_FLT_INSTANCE_ALTITUDE_COLLISION;
        }

        block = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, Bytes, Tag);
        if (block == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        _registered.Add(new Registration(kind, altitude, block));
        machine.Resources.Acquired(ResourceKind.Registration, block, Bytes, Tag);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>Takes a registration back; false when there is none.</summary>
    public bool Remove(RegistrationKind kind, ulong block)
    {
        var index = _registered.FindIndex(r => r.Kind == kind && r.Block == block);
        if (index >= 0)
        {
            _registered.RemoveAt(index);
            machine.Resources.Released(ResourceKind.Registration, block);
            machine.Pool.FreeForKernel(block);
        }

        return index >= 0;
    }

    public void Reset() => _registered.Clear();

    private sealed record Registration(RegistrationKind Kind, string? Altitude, ulong Block);
}

/// <summary>For what a routine is registered.</summary>
internal enum RegistrationKind
{
    /// <summary>ObRegisterCallbacks.</summary>
    ObjectCallbacks,

    /// <summary>CmRegisterCallbackEx.</summary>
    RegistryCallback,

    /// <summary>KeRegisterNmiCallback.</summary>
    NmiCallback,
}
