namespace Verifier.Kernel;

/// <summary>
/// What a driver must not leave behind when its image goes: timers, queued DPCs, lookaside lists (0xC7 whenever a driver is verified,
/// facts/driver-verifier.md §2) and threads (they go on where nothing is any more: 0xCE). Leaks of other kinds are the census's business.
/// </summary>
internal static class UnloadCheck
{
    private const ulong TimerObject = 0;
    private const ulong DpcObject = 1;
    private const ulong WmiDeviceLeft = 0xDB;

    /// <summary>Before the image is unmapped.</summary>
    public static void Verify(Machine machine, LoadedDriver driver)
    {
        foreach (var left in machine.Resources.HeldBy(driver.Image))
        {
            var (p1, what) = left.Kind switch
            {
                ResourceKind.Timer => (TimerObject, "a timer that is still set"),
                ResourceKind.Dpc => (DpcObject, "a DPC that is still queued"),
                ResourceKind.LookasideList => (DpcObject, "a lookaside list that was not deleted"),
                _ => (ulong.MaxValue, string.Empty),
            };
            if (left.Kind == ResourceKind.Registration && left.AcquiredBy == IoPnpDdis.IoWMIRegistrationControl)
            {
                ReportWmi(machine, driver, WmiRequests.DeviceOf(left.Key));
            }

            if (what.Length > 0)
            {
                machine.Violate(new ProtocolViolation(
                    BugCheckCode.TIMER_OR_DPC_INVALID,
                    p1,
                    left.Key,
                    driver.Image.Code.Address,
                    driver.Image.Code.End,
                    $"{driver.Name} was unloaded and leaves {what} at 0x{left.Key:X}."));
            }
        }

        machine.Pool.CheckLeaksAtUnload(driver.Image);
    }

    private static void ReportWmi(Machine machine, LoadedDriver driver, ulong device) => machine.Violate(
        new ProtocolViolation(
            BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, WmiDeviceLeft, device, 0, 0,
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
                    BugCheckCode.DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS,
                    driver.Image.Code.Address,
                    (ulong)MemoryAccess.Execute,
                    driver.Image.Code.Address,
                    0,
                    $"{driver.Name} was unloaded while its system thread at 0x{left.Key:X} had not ended.");
            }
        }
    }
}
