using Verifier.Kernel;

namespace Verifier.Acceptance.Cli;

/// <summary>A driver that keeps a block from load to unload.</summary>
public abstract class BlockKeeper : DriverModel
{
    private static readonly PoolTag s_tag = new(0x6B6C6241);
    private Pointer _block;

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        _block = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, s_tag);
        if (_block.IsNull)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        driverObject.SetDriverUnload(Unload);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>Frees the block.</summary>
    protected virtual void Unload(DriverObject driverObject) => ExFreePoolWithTag(_block, s_tag);
}

/// <summary>Does everything right.</summary>
public sealed class SoundModel : BlockKeeper
{
    /// <inheritdoc/>
    public override string Name => "sound";
}

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

/// <summary>Takes its time: so a test can interrupt it. Adds a letter to a file, named by the environment, when it begins.</summary>
public sealed class SleeperModel : BlockKeeper
{
    /// <summary>The variable that names the file.</summary>
    public const string BegunVariable = "VERIFIER_ACCEPTANCE_BEGUN";

    /// <inheritdoc/>
    public override string Name => "sleeper";

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        Thread.Sleep(50);
        if (Environment.GetEnvironmentVariable(BegunVariable) is { } path)
        {
            File.AppendAllText(path, ".");
        }

        return base.DriverEntry(driverObject, registryPath);
    }
}

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
