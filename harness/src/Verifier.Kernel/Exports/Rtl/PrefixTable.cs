namespace Verifier.Kernel;

/// <summary>
/// UNICODE_PREFIX_TABLE (0x18 bytes) and its entries (0x38 bytes) in drivers' memory: a list of the entries in the order of insertion,
/// which ends at the table. No tree is kept.
/// </summary>
internal sealed class PrefixTable(Machine machine, ulong table)
{
    private const short TableCode = 0x0800;
    private const short EntryCode = 0x0801;
    private const int TableBytes = 0x18;
    private const int EntryBytes = 0x38;
    private const ulong NameLengthOffset = 2;
    private const ulong NextOffset = 8;
    private const ulong PrefixOffset = 0x30;

    public void Initialise()
    {
        machine.Memory.Fill(table, TableBytes, 0);
        machine.Memory.Write(table, TableCode);
        machine.Memory.Write(table + NextOffset, table);
    }

    /// <summary>Adds an entry for a name; false when there is one of this very name.</summary>
    public bool Insert(ulong prefix, ulong entry)
    {
        var name = Name(prefix);
        var last = table;
        for (var at = Next(table); at != table; at = Next(at))
        {
            if (NameOf(at) == name)
            {
                return false;
            }

            last = at;
        }

        machine.Memory.Fill(entry, EntryBytes, 0);
        machine.Memory.Write(entry, EntryCode);
        machine.Memory.Write(entry + NameLengthOffset, (short)name.Count(c => c == '\\'));
        machine.Memory.Write(entry + PrefixOffset, prefix);
        machine.Memory.Write(entry + NextOffset, table);
        machine.Memory.Write(last + NextOffset, entry);
        return true;
    }

    /// <summary>The entry with the longest name that a path begins with, component by component; 0 when there is none.</summary>
    public ulong Find(ulong fullName, uint caseInsensitiveIndex)
    {
        var (path, longest, found) = (Name(fullName), -1, 0UL);
        for (var at = Next(table); at != table; at = Next(at))
        {
            var prefix = NameOf(at);
            if (prefix.Length > longest && IsPrefix(prefix, path, (int)Math.Min(caseInsensitiveIndex, (uint)prefix.Length)))
            {
                (longest, found) = (prefix.Length, at);
            }
        }

        return found;
    }

    /// <summary>Takes an entry out; one that is not in the table is left alone.</summary>
    public void Remove(ulong entry)
    {
        for (var at = table; ; at = Next(at))
        {
            var next = Next(at);
            if (next == entry)
            {
                machine.Memory.Write(at + NextOffset, Next(entry));
                return;
            }

            if (next == table)
            {
                return;
            }
        }
    }

    private static bool IsPrefix(string prefix, string path, int exact) =>
        path.Length >= prefix.Length
        && StringRoutines.Compare(prefix[..exact], path[..exact], ignoreCase: false) == 0
        && StringRoutines.Compare(prefix[exact..], path[exact..prefix.Length], ignoreCase: true) == 0
        && (path.Length == prefix.Length || prefix == @"\" || path[prefix.Length] == '\\');

    private ulong Next(ulong at) => machine.Memory.Read<ulong>(at + NextOffset);

    private string NameOf(ulong entry) => Name(machine.Memory.Read<ulong>(entry + PrefixOffset));

    private string Name(ulong text) => CountedString.Unicode(machine, text).Text;
}
