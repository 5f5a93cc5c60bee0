using Verifier.Binaries.Images;
using Verifier.Binaries.Memory;

namespace Verifier.Binaries.Loading;

/// <summary>
/// Imports that are not modelled. Each is bound to a page without access, so that it is named when the driver calls it, or touches it if it
/// is a variable; a driver that never comes there runs as ever.
/// </summary>
internal sealed class MissingImports
{
    private const int PageBytes = 4096;

    private readonly List<(PeImport Import, string? Chain)> _imports = [];
    private readonly Dictionary<string, ulong> _addresses = new(StringComparer.Ordinal);

    /// <summary>The address that stands for an import. Those beyond the room there is share the last one.</summary>
    /// <param name="import">The import.</param>
    /// <param name="chain">The forwarders that lead nowhere, as text; null when nothing is forwarded.</param>
    public ulong AddressOf(PeImport import, string? chain)
    {
        var key = $"{import.Module}!{import.Symbol}";
        if (!_addresses.TryGetValue(key, out var address))
        {
            var position = Math.Min(_imports.Count, (int)(NativeLayout.MissingImports.Length / PageBytes) - 1);
            address = NativeLayout.MissingImports.Address + (ulong)(position * PageBytes);
            _addresses.Add(key, address);
            _imports.Add((import, chain));
        }

        return address;
    }

    /// <summary>The import behind an address, and its forwarders as text; null when it is none.</summary>
    public (PeImport Import, string? Chain)? At(ulong address) =>
        NativeLayout.MissingImports.Contains(address)
        && (int)((address - NativeLayout.MissingImports.Address) / PageBytes) is var position
        && position < _imports.Count
            ? _imports[position]
            : null;

    /// <summary>A new run begins.</summary>
    public void Reset()
    {
        _imports.Clear();
        _addresses.Clear();
    }
}
