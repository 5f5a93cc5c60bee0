using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>A stack location of an IRP.</summary>
/// <param name="Number">1 is the lowest driver's.</param>
/// <param name="Function">The major function, or the minor one where that says more.</param>
/// <param name="Device">The target; null for a location that nobody has used.</param>
/// <param name="IsPending">Was it marked pending?</param>
/// <param name="CompletionRoutine">The completion routine; null for none.</param>
public sealed record IrpLocation(int Number, string Function, string? Device, bool IsPending, string? CompletionRoutine)
{
    internal static IrpLocation Of(Machine machine, ulong irp, int number)
    {
        var location = new IoStackLocation(machine.Io.Irps.LocationAddress(irp, number));
        var device = location.DeviceObject.Pointer.Address;
        var completion = location.CompletionRoutine.Address;
        var hasMinor = location.MajorFunction is IRP_MJ.IRP_MJ_PNP or IRP_MJ.IRP_MJ_POWER or IRP_MJ.IRP_MJ_SYSTEM_CONTROL;
        return new IrpLocation(
            number,
            hasMinor ? IrpFunctionName.Minor(location.MajorFunction, location.MinorFunction) : IrpFunctionName.Major(location.MajorFunction),
            device == 0 ? null : machine.Io.Devices.Describe(device),
            location.Control.HasFlag(SL_CONTROL.SL_PENDING_RETURNED),
            completion == 0 ? null : machine.Images.NameOf(completion));
    }
}
