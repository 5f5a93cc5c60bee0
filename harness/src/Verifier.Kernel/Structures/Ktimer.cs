namespace Verifier.Kernel;

/// <summary>KTIMER, a view: the header comes first (harness/docs/facts/io.md#structure-layouts).</summary>
[View(SizeOf.KTIMER)]
internal readonly partial struct Ktimer
{
    /// <summary>DueTime, in interrupt time.</summary>
    [Field(0x18)] public partial long DueTime { get; set; }

    /// <summary>Dpc: its KDPC, or NULL.</summary>
    [Field(0x30)] public partial Kdpc Dpc { get; set; }

    /// <summary>Period in milliseconds; 0 for one that fires once.</summary>
    [Field(0x3C)] public partial uint Period { get; set; }
}
