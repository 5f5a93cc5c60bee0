using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.MdlMapper;

/// <summary>Maps with the old macro, which has no way to say that there are no system PTEs left.</summary>
public sealed class MdlMapperDriver : DirectIoDriver
{
    /// <inheritdoc/>
    public override string Name => "mdl-mapper";

    /// <inheritdoc/>
    public override string Description => "Maps MDLs with MmGetSystemAddressForMdl: the machine stops when system PTEs run out.";

    /// <inheritdoc/>
    protected override NTSTATUS MapBuffer(Irp irp, out Pointer buffer)
    {
        // Planted defect: the macro is MmMapLockedPages, which stops the machine where it cannot map.
        buffer = MmGetSystemAddressForMdl(irp.MdlAddress);
        return STATUS_SUCCESS;
    }
}
