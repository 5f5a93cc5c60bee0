namespace Verifier.Kernel;

/// <summary>
/// Checks that a driver leaves nothing behind when its image goes: timers, queued DPCs, lookaside lists (0xC7 whenever a driver is
/// verified, harness/docs/facts/driver-verifier.md#checks-without-an-option) and threads (they go on where nothing is any more: 0xCE).
/// Leaks of other kinds are the census's business.
/// </summary>
internal static class UnloadCheck
{
    private const string ListLeft = "a lookaside list that was not deleted";

    /// <summary>Before the image is unmapped.</summary>
    public static void Verify(Machine machine, LoadedDriver driver)
    {
        foreach (var left in machine.Resources.HeldBy(driver.Image).Where(r => !r.IsReported))
        {
            switch (left.Kind)
            {
                case ResourceKind.Timer:
                    Report(machine, driver, Stops.TimerOrDpc.TimerInMemory, "a timer that is still set", left.Key, left);
                    break;
                case ResourceKind.Dpc:
                    Report(machine, driver, Stops.TimerOrDpc.DpcInMemory, "a DPC that is still queued", left.Key, left);
                    break;
                case ResourceKind.LookasideList:
                    Report(machine, driver, Stops.TimerOrDpc.DpcInMemory, ListLeft, left.Key, left);
                    break;
                case ResourceKind.Registration when left.AcquiredBy == Ddis.IoWMIRegistrationControl:
                    ReportWmi(machine, driver, WmiRequests.DeviceOf(left.Key));
                    break;
            }
        }

        // A list of another driver's may lie in this image: what counts is whose memory goes.
        foreach (var list in machine.Lookasides.OthersWithin(driver.Image))
        {
            Report(machine, driver, Stops.TimerOrDpc.DpcInMemory, ListLeft, list, machine.Resources.Find(ResourceKind.LookasideList, list));
        }

        machine.Lifetimes.Unloading(driver.Image);
        machine.Paging.Sections.Unloading(driver.Image);
        ImageRoutines.Verify(machine, driver.Image);

        machine.Pool.CheckLeaksAtUnload(driver.Image);
    }

    private static void Report(
        Machine machine, LoadedDriver driver, Func<ulong, ulong, ulong, BugCheck> stop, string what, ulong address, Resource? left) =>
        machine.Violate(new ProtocolViolation(
            stop(address, driver.Image.Range.Address, driver.Image.Range.End),
            $"{driver.Name} was unloaded and leaves {what} at 0x{address:X}.")
        {
            About = Resource.OriginOf("acquired", left) is { } origin ? [origin] : [],
        });

    private static void ReportWmi(Machine machine, LoadedDriver driver, ulong device) => machine.Violate(
        new ProtocolViolation(
            Stops.DriverVerifier.WmiDeviceLeft(device),
            $"{driver.Name} was unloaded and leaves {machine.Io.Devices.Describe(device)} registered with WMI."),
        DriverVerifierOptions.MiscellaneousChecks);

    /// <summary>After the image is unmapped: a thread of the driver's has no code left to run.</summary>
    public static void VerifyThreads(Machine machine, LoadedDriver driver)
    {
        foreach (var left in machine.Resources.HeldBy(driver.Image))
        {
            if (left.Kind == ResourceKind.Thread)
            {
                throw machine.BugCheck(
                    Stops.DriverUnloadedWithoutCancellingPendingOperations(
                        driver.Image.Range.Address, MemoryAccess.Execute, driver.Image.Range.Address),
                    $"{driver.Name} was unloaded while its system thread at 0x{left.Key:X} had not ended.");
            }
        }
    }
}
