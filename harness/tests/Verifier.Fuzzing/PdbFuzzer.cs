using Verifier.Binaries.Images;
using Verifier.Binaries.Symbols;

namespace Verifier.Fuzzing;

/// <summary>PDBs that something happened to.</summary>
internal sealed class PdbFuzzer : IFuzzer
{
    private const uint CodeBytes = 0x1000;

    private static readonly SymbolImage s_image = new()
    {
        File = default,
        PreferredBase = 0x140000000,
        Sections = [.. Enumerable.Range(1, 5).Select(n => new SymbolSection($"CODE{n}", (uint)n * CodeBytes, CodeBytes, IsCode: true, default))],
    };

    private readonly byte[] _bytes = File.ReadAllBytes(
        Path.Combine(Library.Root, "harness/tests/Verifier.Binaries.Tests/Symbols/Fixtures/counter.pdb"));

    private readonly int[] _used;

    /// <summary>Reads the PDB to start from.</summary>
    public PdbFuzzer()
    {
        _used = [.. Enumerable.Range(0, _bytes.Length).Where(at => _bytes[at] != 0)];
        if (Problem(PdbFile.Parse(_bytes).ReadSymbols(s_image)) is { } problem)
        {
            throw new InvalidOperationException($"the PDB to start from is not sound: {problem}");
        }
    }

    /// <inheritdoc/>
    public string Oracle => "A mutated PDB gives symbols that answer for every address, or is refused with one sentence";

    /// <inheritdoc/>
    public string? TryOne(Random dice)
    {
        try
        {
            return Problem(PdbFile.Parse(Mutant(dice)).ReadSymbols(s_image));
        }
        catch (BinaryException e)
        {
            return e.Message.Length > 0 ? null : "refused without a word";
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held.
    }

    private static string? Problem(ImageSymbols symbols)
    {
        for (var rva = 0u; rva < 7 * CodeBytes; rva += 5)
        {
            if (symbols.Find(rva) is { } found && (found.Routine.Length == 0 || (found.File is null) != (found.Line == 0)))
            {
                return $"0x{rva:X} is {found}";
            }
        }

        return null;
    }

    // Most of a PDB is empty: accidents are put where something is, and beside it.
    private byte[] Mutant(Random dice)
    {
        if (dice.Next(8) == 0)
        {
            return Mutation.Of(_bytes, dice, [_bytes]);
        }

        var mutant = (byte[])_bytes.Clone();
        for (var left = 1 << dice.Next(5); left > 0; left--)
        {
            var at = Math.Clamp(_used[dice.Next(_used.Length)] + dice.Next(-1, 3), 0, mutant.Length - 1);
            mutant[at] = dice.Next(2) == 0 ? (byte)dice.Next(256) : (byte)(mutant[at] ^ (1 << dice.Next(8)));
        }

        return mutant;
    }
}
