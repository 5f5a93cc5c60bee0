namespace Verifier.Kernel;

/// <summary>Generic tables over AVL trees. IRQL as for those over splay trees.</summary>
internal static class RtlAvlTableDdis
{
    /// <summary>As <see cref="RtlGenericTableDdis.RtlInitializeGenericTable"/>, for an AVL table.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static void RtlInitializeGenericTableAvl(
        Machine machine,
        Pointer table,
        Routine<RTL_GENERIC_COMPARE_ROUTINE> compareRoutine,
        Routine<RTL_GENERIC_ALLOCATE_ROUTINE> allocateRoutine,
        Routine<RTL_GENERIC_FREE_ROUTINE> freeRoutine,
        Pointer tableContext = default) =>
        Table(machine, table).Initialise(compareRoutine, allocateRoutine, freeRoutine, tableContext);

    /// <summary>As <see cref="RtlGenericTableDdis.RtlInsertElementGenericTable"/>, for an AVL table.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP, Returns = typeof(Pointer))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> RtlInsertElementGenericTableAvl(
        Machine machine, Pointer table, Pointer buffer, uint bufferSize, Pointer newElement = default) =>
        Table(machine, table).Insert(buffer, bufferSize, newElement);

    /// <summary>As <see cref="RtlGenericTableDdis.RtlInsertElementGenericTableFull"/>, for an AVL table.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP, Returns = typeof(Pointer))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> RtlInsertElementGenericTableFullAvl(
        Machine machine,
        Pointer table,
        Pointer buffer,
        uint bufferSize,
        Pointer newElement,
        Pointer nodeOrParent,
        TABLE_SEARCH_RESULT searchResult) =>
        Table(machine, table).InsertFull(buffer, bufferSize, newElement, nodeOrParent, searchResult);

    /// <summary>As <see cref="RtlGenericTableDdis.RtlDeleteElementGenericTable"/>, for an AVL table.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP, Returns = typeof(bool))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> RtlDeleteElementGenericTableAvl(Machine machine, Pointer table, Pointer buffer) =>
        Table(machine, table).Delete(buffer);

    /// <summary>As <see cref="RtlGenericTableDdis.RtlLookupElementGenericTable"/>, for an AVL table.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP, Returns = typeof(Pointer))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> RtlLookupElementGenericTableAvl(Machine machine, Pointer table, Pointer buffer) =>
        Table(machine, table).Lookup(buffer);

    /// <summary>As <see cref="RtlGenericTableDdis.RtlLookupElementGenericTableFull"/>, for an AVL table.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP, Returns = typeof(Pointer))]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static IEnumerator<KernelAction> RtlLookupElementGenericTableFullAvl(
        Machine machine, Pointer table, Pointer buffer, Out<Pointer> nodeOrParent, Out<TABLE_SEARCH_RESULT> searchResult) =>
        Table(machine, table).LookupFull(buffer, nodeOrParent, searchResult);

    /// <summary>The data of an element by its number from 0, in the order of the elements; NULL when there are not so many.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer RtlGetElementGenericTableAvl(Machine machine, Pointer table, [Parameter(Name = "I")] uint index) =>
        new(machine, Table(machine, table).At(index));

    /// <summary>As <see cref="RtlGenericTableDdis.RtlNumberGenericTableElements"/>, for an AVL table.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint RtlNumberGenericTableElementsAvl(Machine machine, Pointer table) => Table(machine, table).Number;

    /// <summary>As <see cref="RtlGenericTableDdis.RtlIsGenericTableEmpty"/>, for an AVL table.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static bool RtlIsGenericTableEmptyAvl(Machine machine, Pointer table) => Table(machine, table).Number == 0;

    /// <summary>As <see cref="RtlGenericTableDdis.RtlEnumerateGenericTable"/>, for an AVL table.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer RtlEnumerateGenericTableAvl(Machine machine, Pointer table, bool restart) =>
        new(machine, Table(machine, table).Enumerate(restart));

    /// <summary>As <see cref="RtlGenericTableDdis.RtlEnumerateGenericTableWithoutSplaying"/>, for an AVL table.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static Pointer RtlEnumerateGenericTableWithoutSplayingAvl(Machine machine, Pointer table, Pointer restartKey) =>
        new(machine, Table(machine, table).EnumerateFrom(restartKey));

    private static GenericTable Table(Machine machine, ulong table) => new(machine, table, GenericTableLayout.Balanced);
}
