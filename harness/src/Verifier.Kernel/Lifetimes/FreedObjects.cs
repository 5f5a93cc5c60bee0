namespace Verifier.Kernel;

/// <summary>
/// A driver hands an object to the kernel whose memory it has freed: what the routine does with it is undefined, and Windows documents no bug
/// check. Routines that stop or report by themselves name the freed memory there.
/// </summary>
internal static class FreedObjects
{
    // Parameters that are objects in drivers' memory, by their names in the headers.
    private static readonly Dictionary<string, string> Nouns = new(StringComparer.Ordinal)
    {
        ["Event"] = "event",
        ["Timer"] = "timer",
        ["Dpc"] = "DPC",
        ["Mutex"] = "mutex",
        ["FastMutex"] = "fast mutex",
        ["Semaphore"] = "semaphore",
        ["DeviceQueue"] = "device queue",
        ["Csq"] = "cancel-safe queue",
        ["ListHead"] = "list",
        ["Lookaside"] = "lookaside list",
        ["MemoryDescriptorList"] = "MDL",
        ["Mdl"] = "MDL",
        ["SourceMdl"] = "MDL",
        ["TargetMdl"] = "MDL",
    };

    /// <summary>The positions of a routine's parameters that are such objects.</summary>
    public static int[] ParametersOf(string ddi, DdiParameter[] parameters) =>
    [
        .. from i in Enumerable.Range(0, parameters.Length)
           where parameters[i].Kind == ParameterKind.Address && NounOf(ddi, parameters[i].Name) is not null
           select i,
    ];

    /// <summary>Looks at the objects of a call; most are in use, and that is seen at once.</summary>
    public static void Check(Machine machine, Ddi ddi, ReadOnlySpan<ulong> arguments)
    {
        foreach (var i in ddi.ObjectParameters)
        {
            if (machine.Freed.LooksFreed(arguments[i]))
            {
                Report(machine, arguments[i], NounOf(ddi.Name, ddi.Parameters[i].Name)!);
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
            About = [.. FreedMemory.About(place), new Origin("used", ddi, machine.Gate.Calls)],
        });
    }

    private static string? NounOf(string ddi, string parameter) =>
        parameter == "Object" && ddi == "KeWaitForSingleObject" ? "object waited for" : Nouns.GetValueOrDefault(parameter);
}
