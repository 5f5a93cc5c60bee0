namespace Verifier.Kernel;

/// <summary>KDPC, a view (harness/docs/facts/io.md#structure-layouts).</summary>
[View(SizeOf.KDPC)]
internal readonly partial struct Kdpc
{
    public const byte DpcObject = 0x13;
    public const byte ThreadedDpcObject = 0x18;

    /// <summary>Type: <see cref="DpcObject"/> or <see cref="ThreadedDpcObject"/>.</summary>
    [Field(0x00)] public partial byte Type { get; set; }

    [Field(0x01)] public partial KDPC_IMPORTANCE Importance { get; set; }

    [Field(0x18)] public partial ulong DeferredRoutine { get; set; }

    [Field(0x20)] public partial ulong DeferredContext { get; set; }

    [Field(0x28)] public partial ulong SystemArgument1 { get; set; }

    [Field(0x30)] public partial ulong SystemArgument2 { get; set; }

    /// <summary>DpcData: not 0 while it is queued.</summary>
    [Field(0x38)] public partial ulong DpcData { get; set; }
}
