using System.Collections.Immutable;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Execution;

/// <summary>The device that a script's <c>hardware</c> describes, and what it changes by itself.</summary>
internal static class HardwareSetup
{
    /// <summary>Puts the device into the machine.</summary>
    public static void Apply(Machine machine, Plan plan)
    {
        if (plan.Scenario.Hardware is { } hardware)
        {
            var data = new WorkloadData(plan.Seed, WorkloadData.HardwareStream);
            machine.Hardware.Install(new DeviceHardware
            {
                Memory = [.. hardware.Memory.Select(r => RangeOf(r, data))],
                Ports = [.. hardware.Ports.Select(r => RangeOf(r, data))],
                Interrupts = [.. hardware.Interrupts.Select(i => ChangesOf(i.Changes, data))],
            });
        }
    }

    /// <summary>The changes that the device makes.</summary>
    public static ImmutableArray<DeviceChange> ChangesOf(ImmutableArray<HardwareChange> changes, WorkloadData data) => changes.IsEmpty ? [] :
    [
        .. changes.Select(c => new DeviceChange(c.Target, (uint)c.Offset) { Value = c.Value, Reads = c.Reads, Bytes = data.Bytes(c.Bytes).ToArray() }),
    ];

    private static DeviceRange RangeOf(HardwareRange range, WorkloadData data) => new(range.Name, (uint)range.Length)
    {
        Start = range.At,
        Contents = data.Bytes(range.Contents).ToArray(),
        Registers = [.. range.Registers.Select(r => RegisterOf(r, data))],
    };

    private static DeviceRegister RegisterOf(HardwareRegister register, WorkloadData data) => new(register.Name, (uint)register.Offset, register.Width)
    {
        Value = register.Value,
        Reads = register.Reads,
        ClearsOnRead = register.ClearOnRead,
        ClearsOnWrite = register.ClearOnWrite,
        SetsOnWrite = register.SetOnWrite,
        IsReadOnly = register.IsReadOnly,
        WhenWritten = ChangesOf(register.OnWrite, data),
    };
}
