namespace Verifier.Kernel;

/// <summary>Sorting and searching of the C runtime: the driver's comparison routine decides, at the caller's IRQL.</summary>
internal static class CrtSortDdis
{
    /// <summary>Sorts an array in place.</summary>
    [Ddi(HasPrototype = false)]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static IEnumerator<KernelAction> qsort(
        Machine machine, [Parameter(Name = "Base")] Pointer array, ulong number, ulong width, Routine<CRT_COMPARE> compare) =>
        new CrtSort(machine, array, width, compare.Address).Sort(number);

    /// <summary>Finds an element in a sorted array; NULL when it is not there.</summary>
    [Ddi(HasPrototype = false, Returns = typeof(Pointer))]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static IEnumerator<KernelAction> bsearch(
        Machine machine, Pointer key, [Parameter(Name = "Base")] Pointer array, ulong number, ulong width, Routine<CRT_COMPARE> compare) =>
        new CrtSort(machine, array, width, compare.Address).Find(key, number);
}
