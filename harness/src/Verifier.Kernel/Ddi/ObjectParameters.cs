namespace Verifier.Kernel;

/// <summary>The parameters of routines that are objects in drivers' memory, and their names.</summary>
internal static class ObjectParameters
{
    // By their names in the headers.
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
    public static int[] Of(string ddi, DdiParameter[] parameters) =>
    [
        .. from i in Enumerable.Range(0, parameters.Length)
           where parameters[i].Kind == ParameterKind.Address && NounOf(ddi, parameters[i].Name) is not null
           select i,
    ];

    /// <summary>The name of such a parameter; null when it is none.</summary>
    public static string? NounOf(string ddi, string parameter) =>
        parameter == "Object" && ddi == "KeWaitForSingleObject" ? "object waited for" : Nouns.GetValueOrDefault(parameter);
}
