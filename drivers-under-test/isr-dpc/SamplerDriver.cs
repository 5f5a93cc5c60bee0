using Verifier.Drivers.InterruptDevice;
using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.IsrDpc;

/// <summary>
/// A sampling device: every interrupt is a sample, which the DPC calibrates by a table; a read goes through StartIo and gives the
/// calibrated value of the sample to come. DPC and StartIo run at DISPATCH_LEVEL and both look into the table. The twins differ in the
/// pool that the table comes from.
/// </summary>
public abstract class SamplerDriver : InterruptDriver
{
    /// <summary>Entries of the calibration table.</summary>
    protected const uint TableEntries = 512;

    private const uint TableBytes = TableEntries * sizeof(uint);

    private static readonly PoolTag TableTag = "SmpT";

    /// <summary>The pool of the calibration table.</summary>
    protected abstract POOL_TYPE TablePool { get; }

    /// <inheritdoc/>
    protected override string DeviceName => @"\Device\Sampler";

    /// <inheritdoc/>
    protected override uint OwnBytes => SamplerExtension.Bytes;

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        driverObject.SetDriverStartIo(StartIo);
        return base.DriverEntry(driverObject, registryPath);
    }

    /// <inheritdoc/>
    protected override void InitializeExtension(InterruptExtension extension) => KeInitializeSpinLock(SamplerExtension.Of(extension).Lock);

    /// <inheritdoc/>
    protected override NTSTATUS AllocateResources(InterruptExtension extension)
    {
        var sampler = SamplerExtension.Of(extension);
        sampler.Table = ExAllocatePoolWithTag(TablePool, TableBytes, TableTag);
        if (sampler.Table.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        for (var i = 0U; i < TableEntries; i++)
        {
            sampler.Table.Write(i * sizeof(uint), Calibrate(i));
        }

        return STATUS_SUCCESS;
    }

    /// <inheritdoc/>
    protected override void FreeResources(InterruptExtension extension)
    {
        var sampler = SamplerExtension.Of(extension);
        ExFreePoolWithTag(sampler.Table, TableTag);
        sampler.Table = Pointer.Null;
    }

    /// <inheritdoc/>
    protected override void HandleInterrupts(InterruptExtension extension, uint interrupts)
    {
        var sampler = SamplerExtension.Of(extension);
        KeAcquireSpinLockAtDpcLevel(sampler.Lock);
        sampler.Samples += interrupts;
        sampler.Latest = LookUp(sampler, sampler.Samples);
        KeReleaseSpinLockFromDpcLevel(sampler.Lock);
    }

    /// <inheritdoc/>
    protected override NTSTATUS Read(InterruptExtension extension, Irp irp)
    {
        if (IoGetCurrentIrpStackLocation(irp).ReadLength < sizeof(uint))
        {
            return CompleteRequest(irp, STATUS_BUFFER_TOO_SMALL, 0);
        }

        // No cancel routine: StartIo completes every packet at once.
        IoMarkIrpPending(irp);
        IoStartPacket(extension.Self, irp, null, null);
        return STATUS_PENDING;
    }

    private void StartIo(DeviceObject device, Irp irp)
    {
        var sampler = SamplerExtension.Of(new InterruptExtension(device.DeviceExtension));
        KeAcquireSpinLockAtDpcLevel(sampler.Lock);
        var value = LookUp(sampler, sampler.Samples);
        KeReleaseSpinLockFromDpcLevel(sampler.Lock);

        irp.SystemBuffer.Write(0, value);
        IoStartNextPacket(device, cancelable: false);
        CompleteRequest(irp, STATUS_SUCCESS, sizeof(uint));
    }

    private uint LookUp(SamplerExtension sampler, uint sample) => sampler.Table.Read<uint>(sample % TableEntries * sizeof(uint));

    private static uint Calibrate(uint raw) => (3 * raw) + 100;
}
