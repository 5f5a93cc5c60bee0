using Verifier.Kernel;

namespace Verifier.Acceptance.Cli;

/// <summary>Takes five blocks with a nap between, gives back what it has when one fails, but forgets the third when the fourth does.</summary>
public sealed class NapperModel : DriverModel
{
    private static readonly PoolTag s_tag = new(0x7070614E);
    private readonly Stack<Pointer> _blocks = [];

    /// <inheritdoc/>
    public override string Name => "napper";

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        while (_blocks.Count < 5)
        {
            Thread.Sleep(1);
            var block = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, s_tag);
            if (block.IsNull)
            {
                if (_blocks.Count == 3)
                {
                    _blocks.Pop();
                }

                FreeAll();
                return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
            }

            _blocks.Push(block);
        }

        driverObject.SetDriverUnload(_ => FreeAll());
        return NTSTATUS.STATUS_SUCCESS;
    }

    private void FreeAll()
    {
        while (_blocks.TryPop(out var block))
        {
            ExFreePoolWithTag(block, s_tag);
        }
    }
}
