using System.Collections.Immutable;
using Iced.Intel;
using Verifier.Binaries.Images.Decoding;

namespace Verifier.Binaries.Images.Inspecting;

/// <summary>
/// Finds the instructions that use import slots. A jump through a slot that other code calls is a thunk: its callers use the import. A jump
/// that nothing calls is the last call of its own function.
/// </summary>
internal sealed class ImportSites
{
    /// <summary>The most that are listed of one slot.</summary>
    public const int Most = 1000;

    private readonly PeFile _image;
    private readonly HashSet<uint> _slots;
    private readonly List<(uint Rva, uint Slot)> _uses = [];
    private readonly Dictionary<uint, uint> _jumps = [];
    private readonly List<(uint Rva, uint Target)> _branches = [];

    private ImportSites(PeFile image) => (_image, _slots) = (image, [.. image.Imports.Select(i => i.SlotRva)]);

    /// <summary>The instructions in the order of addresses, by the rva of the slot. A slot that nothing uses is not there.</summary>
    public static IReadOnlyDictionary<uint, ImmutableArray<CallSite>> Find(PeFile image)
    {
        var sites = new ImportSites(image);
        CodeFinder.Walk(image, sites.Visit);
        return sites.Resolve();
    }

    private void Visit(ReadOnlySpan<Instruction> run)
    {
        ref readonly var instruction = ref run[^1];
        var rva = (uint)instruction.IP;
        if (instruction.IsIPRelativeMemoryOperand && instruction.IPRelativeMemoryAddress <= uint.MaxValue && _slots.Contains((uint)instruction.IPRelativeMemoryAddress))
        {
            var slot = (uint)instruction.IPRelativeMemoryAddress;
            if (instruction.Code == Code.Jmp_rm64)
            {
                _jumps[rva] = slot;
            }
            else
            {
                _uses.Add((rva, slot));
            }
        }
        else if (instruction.FlowControl is FlowControl.Call or FlowControl.UnconditionalBranch && instruction.Op0Kind == OpKind.NearBranch64)
        {
            _branches.Add((rva, (uint)instruction.NearBranchTarget));
        }
    }

    private Dictionary<uint, ImmutableArray<CallSite>> Resolve()
    {
        var throughThunks = _branches.Where(b => _jumps.ContainsKey(b.Target)).ToList();
        var thunks = throughThunks.Select(b => b.Target).ToHashSet();
        return _uses
            .Concat(throughThunks.Select(b => (b.Rva, Slot: _jumps[b.Target])))
            .Concat(_jumps.Where(j => !thunks.Contains(j.Key)).Select(j => (Rva: j.Key, Slot: j.Value)))
            .GroupBy(u => u.Slot, u => u.Rva)
            .ToDictionary(g => g.Key, g => g.Order().Take(Most).Select(Site).ToImmutableArray());
    }

    private CallSite Site(uint rva) => new(rva, _image.FindFunction(rva)?.Begin);
}
