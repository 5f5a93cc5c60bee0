namespace Verifier.Scenarios.Model;

/// <summary><c>internal-ioctl</c>: IRP_MJ_INTERNAL_DEVICE_CONTROL, as a kernel-mode client sends it.</summary>
public sealed record InternalIoctlOperation : ControlOperation
{
    /// <inheritdoc/>
    public override string Word => "internal-ioctl";
}
