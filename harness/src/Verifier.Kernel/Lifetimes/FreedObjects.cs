namespace Verifier.Kernel;

/// <summary>
/// A driver hands an object to the kernel whose memory it has freed: what the routine does with it is undefined, and Windows documents no bug
/// check. Routines that stop or report by themselves name the freed memory there.
/// </summary>
internal static class FreedObjects
{
    /// <summary>Looks at the objects of a call; most are in use, and that is seen at once.</summary>
    public static void Check(Machine machine, Ddi ddi, ReadOnlySpan<ulong> arguments)
    {
        foreach (var i in ddi.ObjectParameters)
        {
            if (machine.Freed.LooksFreed(arguments[i]))
            {
                Report(machine, arguments[i], ObjectParameters.NounOf(ddi.Name, ddi.Parameters[i].Name)!);
            }
        }
    }

    /// <summary>Notes the use of an object if its memory is known to be freed.</summary>
    public static void Report(Machine machine, ulong address, string noun)
    {
        if (machine.Freed.Find(address) is not { } place || machine.CurrentDdi is not { } ddi)
        {
            return;
        }

        machine.Note(new RuleBreach($"{noun} in freed memory used", $"{ddi.Name} was called for the {noun} at 0x{address:X}: {place.Words}.")
        {
            About = [.. FreedMemory.About(place), new Origin("used", ddi.Name, machine.Call.Number)],
        });
    }
}
