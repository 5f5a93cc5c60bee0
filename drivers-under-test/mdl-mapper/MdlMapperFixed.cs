using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.MdlMapper;

/// <summary>Maps with the safe macro and passes a shortage on to its caller.</summary>
public sealed class MdlMapperFixed : DirectIoDriver
{
    /// <inheritdoc/>
    public override string Name => "mdl-mapper-fixed";

    /// <inheritdoc/>
    public override string Description => "Maps MDLs with MmGetSystemAddressForMdlSafe and checks for NULL.";

    /// <inheritdoc/>
    protected override NTSTATUS MapBuffer(Irp irp, out Pointer buffer)
    {
        buffer = MmGetSystemAddressForMdlSafe(irp.MdlAddress, MM_PAGE_PRIORITY.NormalPagePriority);
        return buffer.IsNull ? STATUS_INSUFFICIENT_RESOURCES : STATUS_SUCCESS;
    }
}
