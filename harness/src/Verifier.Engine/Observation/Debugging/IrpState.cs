using System.Collections.Immutable;
using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>An IRP at one moment, as <c>!irp</c> shows it.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Kind">Who made it: system, driver, thread, power manager.</param>
/// <param name="Request">The request in words; empty for one that the system did not send.</param>
/// <param name="StackCount">Its stack locations.</param>
/// <param name="CurrentLocation">The current one; one more than there are before anybody was called.</param>
/// <param name="Status">IoStatus.Status.</param>
/// <param name="Information">IoStatus.Information.</param>
/// <param name="IsComplete">Completion came to the top.</param>
/// <param name="CancelRoutine">Its cancel routine; null for none.</param>
/// <param name="Locations">The stack locations, the highest first.</param>
public sealed record IrpState(
    ulong Address,
    string Kind,
    string Request,
    int StackCount,
    int CurrentLocation,
    NTSTATUS Status,
    ulong Information,
    bool IsComplete,
    string? CancelRoutine,
    ImmutableArray<IrpLocation> Locations)
{
    internal static IrpState Of(Machine machine, IrpRecord record)
    {
        var irp = new Irp(machine, record.Address);
        var cancel = irp.CancelRoutine.Address;
        return new IrpState(
            record.Address,
            record.Kind.ToString().ToLowerInvariant(),
            record.Request?.What ?? string.Empty,
            record.StackCount,
            irp.CurrentLocation,
            irp.Status,
            irp.Information,
            record.IsComplete,
            cancel == 0 ? null : machine.Images.NameOf(cancel),
            [.. Enumerable.Range(1, record.StackCount).Reverse().Select(number => IrpLocation.Of(machine, record.Address, number))]);
    }
}
