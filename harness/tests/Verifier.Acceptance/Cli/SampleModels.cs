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

/// <summary>Takes its time: so a test can interrupt it. Says in a file, named by the environment, that it has begun.</summary>
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
            File.WriteAllText(path, "begun");
        }

        return base.DriverEntry(driverObject, registryPath);
    }
}
