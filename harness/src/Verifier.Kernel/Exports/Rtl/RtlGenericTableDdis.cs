namespace Verifier.Kernel;

/// <summary>
/// Generic tables over splay trees: the driver orders, allocates and frees. IRQL: up to DISPATCH_LEVEL where they call its routines,
/// otherwise any that the table's memory allows.
/// </summary>
internal static class RtlGenericTableDdis
{
    /// <summary>Makes an empty table of 0x48 bytes over the driver's routines. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void RtlInitializeGenericTable(
        Machine machine,
        Pointer table,
        Routine<RTL_GENERIC_COMPARE_ROUTINE> compareRoutine,
        Routine<RTL_GENERIC_ALLOCATE_ROUTINE> allocateRoutine,
        Routine<RTL_GENERIC_FREE_ROUTINE> freeRoutine,
        Pointer tableContext = default) =>
        Table(machine, table).Initialise(compareRoutine, allocateRoutine, freeRoutine, tableContext);

    /// <summary>
    /// Copies data into a new element; the address of its data there. An equal element that is there already is left and returned, and
    /// NewElement is FALSE; NULL when the allocate routine gives no memory.
    /// </summary>
    [Ddi(Returns = typeof(Pointer))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> RtlInsertElementGenericTable(
        Machine machine, Pointer table, Pointer buffer, uint bufferSize, Pointer newElement = default) =>
        Table(machine, table).Insert(buffer, bufferSize, newElement);

    /// <summary>Inserts where RtlLookupElementGenericTableFull said that the element belongs.</summary>
    [Ddi(Returns = typeof(Pointer))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> RtlInsertElementGenericTableFull(
        Machine machine,
        Pointer table,
        Pointer buffer,
        uint bufferSize,
        Pointer newElement,
        Pointer nodeOrParent,
        TABLE_SEARCH_RESULT searchResult) =>
        Table(machine, table).InsertFull(buffer, bufferSize, newElement, nodeOrParent, searchResult);

    /// <summary>Takes an equal element out and has the free routine free it; FALSE when there is none.</summary>
    [Ddi(Returns = typeof(bool))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> RtlDeleteElementGenericTable(Machine machine, Pointer table, Pointer buffer) =>
        Table(machine, table).Delete(buffer);

    /// <summary>The data of an equal element; NULL when there is none.</summary>
    [Ddi(Returns = typeof(Pointer))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> RtlLookupElementGenericTable(Machine machine, Pointer table, Pointer buffer) =>
        Table(machine, table).Lookup(buffer);

    /// <summary>The data of an equal element, or NULL and where it belongs.</summary>
    [Ddi(Returns = typeof(Pointer))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> RtlLookupElementGenericTableFull(
        Machine machine, Pointer table, Pointer buffer, Out<Pointer> nodeOrParent, Out<TABLE_SEARCH_RESULT> searchResult) =>
        Table(machine, table).LookupFull(buffer, nodeOrParent, searchResult);

    /// <summary>The data of an element by its number from 0, in the order of insertion; NULL when there are not so many.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer RtlGetElementGenericTable(Machine machine, Pointer table, [Parameter(Name = "I")] uint index) =>
        new(machine, Table(machine, table).At(index));

    /// <summary>The number of elements.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint RtlNumberGenericTableElements(Machine machine, Pointer table) => Table(machine, table).Number;

    /// <summary>True if there is no element.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static bool RtlIsGenericTableEmpty(Machine machine, Pointer table) => Table(machine, table).Number == 0;

    /// <summary>
    /// The data of the first element in order, or of the one after that of the last call; NULL after the last. Each becomes the root of
    /// the tree.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer RtlEnumerateGenericTable(Machine machine, Pointer table, bool restart) =>
        new(machine, Table(machine, table).Enumerate(restart));

    /// <summary>
    /// The data of the next element in order; the variable at RestartKey keeps the place, NULL for the start. NULL after the last.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer RtlEnumerateGenericTableWithoutSplaying(Machine machine, Pointer table, Pointer restartKey) =>
        new(machine, Table(machine, table).EnumerateFrom(restartKey));

    private static GenericTable Table(Machine machine, ulong table) => new(machine, table, GenericTableLayout.Splay);
}
