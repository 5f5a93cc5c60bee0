using Verifier.Kernel;
using Verifier.Tests.Kernel.Mm;

namespace Verifier.Tests.Kernel.Hal;

/// <summary>A driver with a device that does DMA.</summary>
public abstract class DmaFixture : MdlFixture
{
    private protected const ulong CurrentIrp = 0x1234_0000;

    /// <summary>A device object: its bytes, with a current IRP.</summary>
    protected DeviceObject Device()
    {
        var device = NonPaged(0x150);
        device.Write(0x20, CurrentIrp);
        return new DeviceObject(Machine, device);
    }

    /// <summary>An adapter for transfers of so many pages.</summary>
    protected DmaAdapter Adapter(ulong pages = 8, bool reachesAll = true)
    {
        var memory = NonPaged(DeviceDescription.Bytes);
        for (var i = 0; i < DeviceDescription.Bytes; i += 8)
        {
            memory.Write(i, 0UL);
        }

        var description = new DeviceDescription(memory);
        description.Version = 2;
        description.Master = true;
        description.ScatterGather = true;
        description.Dma32BitAddresses = reachesAll;
        description.MaximumLength = (uint)(pages * Page);
        var adapter = Driver.IoGetDmaAdapter(Device(), description, out var registers);
        Assert.That(adapter.IsNull, Is.False);
        Assert.That(registers, Is.EqualTo(Math.Min(pages + 1, (ulong)Machine.Profile.MapRegisters)));
        return adapter;
    }

    /// <summary>A locked buffer of so many pages.</summary>
    protected Mdl Buffer(ulong pages)
    {
        var mdl = MdlFor(NonPaged(pages * Page), (uint)(pages * Page));
        Driver.MmBuildMdlForNonPagedPool(mdl);
        return mdl;
    }

    private protected void AtDispatch(Action code)
    {
        var irql = Machine.Irql;
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        code();
        Machine.Irql = irql;
    }

    /// <summary>The code stops the machine with 0xE6 and this sub-code.</summary>
    internal BugCheck AssertDma(ulong subCode, Action driverCode)
    {
        var stop = AssertBugCheck(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, driverCode);
        Assert.That(stop.P1, Is.EqualTo(subCode), Machine.Stopped!.Detail);
        return stop;
    }
}
