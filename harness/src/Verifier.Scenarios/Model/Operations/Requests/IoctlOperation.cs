namespace Verifier.Scenarios.Model;

/// <summary><c>ioctl</c>: IRP_MJ_DEVICE_CONTROL.</summary>
public sealed record IoctlOperation : ControlOperation
{
    /// <inheritdoc/>
    public override string Word => "ioctl";
}
