namespace Verifier.Kernel;

/// <summary>The rules of device objects that I/O verification knows (harness/docs/facts/bugchecks.md#io-verification-rules).</summary>
internal static class DeviceRules
{
    /// <summary>IoDeleteDevice of a device that is gone or going, or never was.</summary>
    public static void DeletedTwice(Machine machine, ulong device)
    {
        var known = machine.Io.Devices.Find(device) is not null || machine.Io.Devices.WasDeleted(device);
        if (!known)
        {
            // Nothing but the type field tells the system that this is no device object.
            machine.Memory.Touch(device, DeviceObject.Bytes, MemoryAccess.Write);
        }

        Report(
            machine,
            Stops.IoManager.DeletedAgain(machine.CurrentRoutine, device),
            $"IoDeleteDevice was called twice for {machine.Io.Devices.Describe(device)}.");
    }

    /// <summary>IoDeleteDevice of a device that still stands in a stack.</summary>
    public static void VerifyDelete(Machine machine, DeviceRecord record)
    {
        if (record.Lower != 0)
        {
            var below = machine.Io.Devices.Describe(record.Lower);
            Report(
                machine,
                Stops.IoManager.DeletedWhileAttached(machine.CurrentRoutine, record.Address),
                $"{record} was deleted while it was still attached to {below}.");
        }
    }

    /// <summary>IoDetachDevice where nothing is attached.</summary>
    public static void NothingAttached(Machine machine, ulong lower) => Report(
        machine,
        Stops.IoManager.DetachedUnattached(machine.CurrentRoutine, lower),
        $"IoDetachDevice was called for {machine.Io.Devices.Describe(lower)}, to which nothing is attached.");

    private static void Report(Machine machine, BugCheck stop, string text) => machine.Violate(
        new ProtocolViolation(stop, text),
        DriverVerifierOptions.IoVerification);
}
