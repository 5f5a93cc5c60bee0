namespace Verifier.Kernel;

/// <summary>
/// Declares a DDI (ARCHITECTURE.md D2): a static method in a static class, <see cref="Machine"/> first and then the parameters that its
/// page lists, whose body is what the kernel does. Its name is the export's, its documentation what a driver's author reads. From it the
/// compiler makes the prototype in <see cref="Ntoskrnl"/>, the entry of <see cref="DdiCatalogue"/> and the passing of arguments and result
/// between register values and C# types.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DdiAttribute : Attribute
{
    /// <summary>The system image that exports it.</summary>
    public string Module { get; init; } = Verifier.Kernel.Ddi.KernelModule;

    /// <summary>Other names under which the image exports it.</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>The kind of resource it hands out.</summary>
    public DdiFamily Family { get; init; }

    /// <summary>The memory that it hands out and another routine frees.</summary>
    public MemoryKind Allocates { get; init; }

    /// <summary>The memory that it frees.</summary>
    public MemoryKind Frees { get; init; }

    /// <summary>It gives back a block that another routine handed out; need not be stated where <see cref="Frees"/> is.</summary>
    public bool Releases { get; init; }

    /// <summary>The first Windows version that has it.</summary>
    public WindowsVersion Since { get; init; }

    /// <summary>The Windows version from which Driver Verifier's random low resources simulation covers it; never where it is not stated.</summary>
    public WindowsVersion LowResourcesSince { get; init; }

    /// <summary>The extent of the model, in a few words; the parts that are left out are in FIDELITY.md.</summary>
    public string Modelled { get; init; } = "fully";

    /// <summary>It only gives a fixed answer, which <see cref="Modelled"/> states: nothing is behind it.</summary>
    public bool IsInert { get; init; }

    /// <summary>It is reached through an object's table of routines, of which the first parameter has the address; nothing exports it.</summary>
    public bool IsMember { get; init; }

    /// <summary>More arguments may follow the declared ones: a last parameter of ReadOnlySpan&lt;ulong&gt; gets those.</summary>
    public bool IsVariadic { get; init; }

    /// <summary>The export that really runs, for a macro of the headers: its C# form is written by hand beside the other inline functions.</summary>
    public string? ExpandsTo { get; init; }

    /// <summary>
    /// The headers make something else of its name, so no driver's source calls the export: the C# form is written by hand beside the other
    /// inline functions.
    /// </summary>
    public bool IsInlined { get; init; }

    /// <summary>
    /// True if there is a C# form for models. There is none where only compiled code calls it, such as the C runtime's functions.
    /// </summary>
    public bool HasPrototype { get; init; } = true;

    /// <summary>The type of its result, for one whose method is an iterator of actions; none where it is not stated.</summary>
    public Type? Returns { get; init; }

    /// <summary>Its own report of a misused object names the freed memory: no other report is due.</summary>
    public bool ReportsFreedObjects { get; init; }
}
