using System.Buffers.Binary;
using System.Globalization;
using Verifier.Binaries.Exceptions;
using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Decoding;
using Verifier.Binaries.Images.Inspecting;
using Verifier.Binaries.Memory;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Playing;

/// <summary>
/// Gives a loaded image its bytes: sections relocated to where it is, imports bound, the /GS cookie set. The same in each run, so the result is kept
/// for as long as the image comes to the same address.
/// </summary>
internal sealed unsafe class ImageBinder(Machine machine, NativePlayer player, NativeExports exports, MissingImports missing)
{
    // Neither 0 nor the linker's default (0x2B992DDFA232): with that the start code of recent compilers stops the system. 48 bits, as theirs.
    private const ulong Cookie = 0x0000_BB40_E64D_A205;

    private const int MostForwarders = 8;

    // ud2: an invalid instruction for good.
    private static readonly byte[] s_trap = [0x0F, 0x0B];

    private readonly Dictionary<(CompiledDriver Driver, ulong Base), byte[]> _relocated = [];
    private readonly Dictionary<string, ulong> _stubs = new(StringComparer.Ordinal);

    /// <summary>Writes the image at an address.</summary>
    public void Write(CompiledDriver driver, ulong address)
    {
        var image = new Span<byte>(machine.Memory.Own(address), driver.File.Layout.Length);
        Relocated(driver, address).CopyTo(image);
        Bind(driver.File, image);
    }

    /// <summary>A new run begins.</summary>
    public void Reset() => _stubs.Clear();

    private byte[] Relocated(CompiledDriver driver, ulong address)
    {
        if (!_relocated.TryGetValue((driver, address), out var image))
        {
            image = Relocate(driver, address);
            _relocated.Add((driver, address), image);
        }

        return image;
    }

    private static byte[] Relocate(CompiledDriver driver, ulong address)
    {
        var file = driver.File;
        var image = file.Layout.ToArray();
        var delta = address - file.PreferredBase;
        foreach (var rva in file.Relocations)
        {
            var at = image.AsSpan((int)rva);
            BinaryPrimitives.WriteUInt64LittleEndian(at, BinaryPrimitives.ReadUInt64LittleEndian(at) + delta);
        }

        if (file.LoadConfiguration?.SecurityCookie is { } cookie)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan((int)cookie), Cookie);
        }

        foreach (var patch in driver.Patches)
        {
            Apply(patch, image);
        }

        return image;
    }

    private static void Apply(Patch patch, byte[] image)
    {
        var instruction = image.AsSpan((int)patch.Rva, patch.Length);
        if (patch.ReplacesOperand)
        {
            var operand = instruction[patch.OperandOffset..];
            var offset = BinaryPrimitives.ReadUInt64LittleEndian(operand) & (PeFile.PageBytes - 1);
            BinaryPrimitives.WriteUInt64LittleEndian(operand, NativeLayout.SharedData.Address + offset);
        }
        else
        {
            const byte nop = 0x90;
            instruction.Fill(nop);
            s_trap.CopyTo(instruction);
        }
    }

    // The addresses of kernel routines are given out anew in each run, in the order in which drivers ask for them.
    private void Bind(PeFile file, Span<byte> image)
    {
        foreach (var import in file.Imports)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(image[(int)import.SlotRva..], AddressOf(import));
        }
    }

    private ulong AddressOf(PeImport import) => Find(import, depth: 0) is not 0 and var address ? address
        : machine.ImportAnswers.TryGetValue(import.Symbol, out var answer) ? StubOf(import.Symbol, answer)
        : missing.AddressOf(import);

    private ulong Find(PeImport import, int depth)
    {
        var target = ImportTarget.Of(import, player.Loaded.Select(image => image.Driver));
        return target.Kind switch
        {
            ImportTargetKind.Leaf => Switch.Stubs.Leaves[import.Symbol],
            ImportTargetKind.Native => exports.AddressOf(import.Symbol),
            ImportTargetKind.Routine => machine.SystemRoutines.AddressOf(target.Routine!, import.Symbol),
            ImportTargetKind.Variable => machine.ExportedData.AddressOf(import.Symbol),
            ImportTargetKind.Export => Find(import.Module, target.Export!, depth),
            _ => 0UL,
        };
    }

    // An export may be that of another image: "HAL.KeStallExecutionProcessor", "OTHER.#7".
    private ulong Find(string module, PeExport export, int depth)
    {
        if (export.Forwarder is not { } forwarder)
        {
            return player.Loaded.First(image => image.Driver.Module == module).Base + export.Rva;
        }

        var dot = forwarder.LastIndexOf('.');
        return dot > 0 && depth < MostForwarders && Forwarded(forwarder[..dot].ToLowerInvariant(), forwarder[(dot + 1)..]) is { } next ? Find(next, depth + 1) : 0;
    }

    private static PeImport? Forwarded(string module, string symbol)
    {
        var file = module switch
        {
            "ntoskrnl" => Ddi.KernelModule,
            "hal" => SystemRoutines.HalModule,
            _ => module + IDriverSource.Extension,
        };
        return !symbol.StartsWith('#') ? new PeImport(file, symbol, 0, 0, IsDelayed: false)
            : ushort.TryParse(symbol.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) ? new PeImport(file, null, ordinal, 0, IsDelayed: false)
            : null;
    }

    private ulong StubOf(string name, ulong answer)
    {
        if (!_stubs.TryGetValue(name, out var address))
        {
            address = machine.Images.Kernel.Add(name, (RoutineCode)((_, _, _, _) => answer));
            _stubs.Add(name, address);
        }

        return address;
    }
}
