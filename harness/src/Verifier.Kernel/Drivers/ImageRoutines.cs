namespace Verifier.Kernel;

/// <summary>
/// Routines of an image that is unloaded which requests under way still lead to. Timers, DPCs, lists, threads and registrations have their
/// own checks (<see cref="UnloadCheck"/>, the census).
/// </summary>
internal static class ImageRoutines
{
    public static void Verify(Machine machine, DriverImage image)
    {
        foreach (var record in machine.Io.Irps.Live.Where(r => !r.IsComplete))
        {
            var irp = new Irp(machine, record.Address);
            if (image.HasCode(irp.CancelRoutine.Address))
            {
                Report(machine, image, "cancel routine", irp.CancelRoutine.Address, record.Address);
            }

            // Locations of drivers that have the request now or get it back; those below are over.
            for (var number = Math.Max(irp.CurrentLocation, 1); number <= irp.StackCount; number++)
            {
                var location = new IoStackLocation(machine.Io.Irps.LocationAddress(record.Address, number));
                if (image.HasCode(location.CompletionRoutine.Address))
                {
                    Report(machine, image, "completion routine", location.CompletionRoutine.Address, record.Address);
                }
            }

            if (record.Power is { } power && image.HasCode(power.Routine))
            {
                Report(machine, image, "power completion routine", power.Routine, record.Address);
            }
        }

        foreach (var request in machine.Dma.Queue.Waiting.Where(r => image.HasCode(r.Routine)))
        {
            machine.Note(new RuleBreach(
                "routine of an unloaded image",
                $"{image.Name} was unloaded while a DMA request waits whose routine is {machine.Images.NameOf(request.Routine)}."));
        }
    }

    private static void Report(Machine machine, DriverImage image, string what, ulong routine, ulong irp) => machine.Note(new RuleBreach(
        "routine of an unloaded image",
        $"{image.Name} was unloaded while the request at 0x{irp:X} is under way with {machine.Images.NameOf(routine)} as its {what}."));
}
