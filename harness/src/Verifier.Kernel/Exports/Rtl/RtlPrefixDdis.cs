namespace Verifier.Kernel;

/// <summary>Tables of path names, in which the longest one that a path begins with is found.</summary>
internal static class RtlPrefixDdis
{
    /// <summary>Makes an empty table of 0x18 bytes. IRQL: up to APC_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static void RtlInitializeUnicodePrefix(Machine machine, Pointer prefixTable) =>
        new PrefixTable(machine, prefixTable).Initialise();

    /// <summary>
    /// Adds an entry of 0x38 bytes for a name, which begins with a backslash and stays where it is; FALSE when there is one of this very
    /// name. IRQL: up to APC_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static bool RtlInsertUnicodePrefix(Machine machine, Pointer prefixTable, UnicodeString prefix, Pointer prefixTableEntry) =>
        new PrefixTable(machine, prefixTable).Insert(prefix, prefixTableEntry);

    /// <summary>
    /// The entry with the longest name that a path begins with, whole components of it; NULL when there is none. Case counts for the
    /// characters before an index. IRQL: PASSIVE_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static Pointer RtlFindUnicodePrefix(Machine machine, Pointer prefixTable, UnicodeString fullName, uint caseInsensitiveIndex) =>
        new(machine, new PrefixTable(machine, prefixTable).Find(fullName, caseInsensitiveIndex));

    /// <summary>Takes an entry out. IRQL: up to APC_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static void RtlRemoveUnicodePrefix(Machine machine, Pointer prefixTable, Pointer prefixTableEntry) =>
        new PrefixTable(machine, prefixTable).Remove(prefixTableEntry);
}
