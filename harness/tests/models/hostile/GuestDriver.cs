using Verifier.Kernel;

namespace Verifier.HostileModels;

/// <summary>Takes six blocks when it is loaded and gives them back when it is unloaded; what it does when the third fails is its own.</summary>
public abstract class GuestDriver : DriverModel
{
    private const int Blocks = 6;
    private const int Third = 2;
    private static readonly PoolTag s_tag = new(0x74736547);
    private readonly Pointer[] _blocks = new Pointer[Blocks];

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        Enter();
        for (var i = 0; i < Blocks; i++)
        {
            _blocks[i] = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, s_tag);
            if (_blocks[i].IsNull)
            {
                if (i == Third)
                {
                    Misbehave();
                }

                Free(i);
                return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
            }
        }

        driverObject.SetDriverUnload(_ => Free(Blocks));
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>Called at the beginning, before anything can fail.</summary>
    protected virtual void Enter()
    {
    }

    /// <summary>When the third block cannot be had.</summary>
    protected virtual void Misbehave()
    {
    }

    private void Free(int count)
    {
        for (var i = 0; i < count; i++)
        {
            ExFreePoolWithTag(_blocks[i], s_tag);
        }
    }
}
