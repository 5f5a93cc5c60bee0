using System.Buffers.Binary;
using Verifier.Binaries.Exceptions;
using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Decoding;
using Verifier.Binaries.Images.Inspecting;
using Verifier.Binaries.Loading;
using Verifier.Binaries.Memory;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Playing;

/// <summary>
/// Gives a loaded image its bytes: sections relocated to where it is, imports bound, the /GS cookie set. The same in each run, so the
/// result is kept for as long as the image comes to the same address.
/// </summary>
internal sealed unsafe class ImageBinder(Machine machine, CompiledImages images, NativeExports exports, MissingImports missing)
{
    // Neither 0 nor the linker's default (0x2B992DDFA232): with that the start code of recent compilers stops the system. 48 bits, as
    // theirs.
    private const ulong Cookie = 0x0000_BB40_E64D_A205;

    // ud2: an invalid instruction for good.
    private static readonly byte[] s_trap = [0x0F, 0x0B];

    private readonly Dictionary<(DriverCode Driver, ulong Base), byte[]> _relocated = [];
    private readonly Dictionary<string, ulong> _stubs = new(StringComparer.Ordinal);

    /// <summary>Writes the image at an address. Its imports are not bound yet.</summary>
    public void Write(DriverCode driver, ulong address) =>
        Relocated(driver, address).CopyTo(new Span<byte>(machine.Memory.Own(address), driver.File.Layout.Length));

    /// <summary>
    /// Binds the imports of an image to what is loaded now. What images before it import may be in this one: their imports of drivers are
    /// bound once more.
    /// </summary>
    public void Bind(CompiledImage image)
    {
        DriverCode[] loaded = [.. images.Loaded.Select(one => one.Driver)];
        var (imports, ofKernel) = (image.File.Imports, image.Driver.KernelChains);
        for (var i = 0; i < imports.Length; i++)
        {
            Write(image, imports[i], AddressOf(imports[i], ofKernel[i] ?? ImportChain.Of(imports[i], loaded)));
        }

        foreach (var other in images.Loaded.Where(other => other != image))
        {
            foreach (var import in other.Driver.ImportsOfDrivers)
            {
                if (Find(ImportChain.Of(import, loaded)) is not 0 and var address)
                {
                    Write(other, import, address);
                }
            }
        }
    }

    /// <summary>A new run begins.</summary>
    public void Reset() => _stubs.Clear();

    private byte[] Relocated(DriverCode driver, ulong address)
    {
        if (!_relocated.TryGetValue((driver, address), out var image))
        {
            image = Relocate(driver, address);
            _relocated.Add((driver, address), image);
        }

        return image;
    }

    private static byte[] Relocate(DriverCode driver, ulong address)
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

    private void Write(CompiledImage image, PeImport import, ulong address) =>
        BinaryPrimitives.WriteUInt64LittleEndian(new Span<byte>(machine.Memory.Own(image.Base + import.SlotRva), sizeof(ulong)), address);

    // The addresses of kernel routines are given out anew in each run, in the order in which drivers ask for them.
    private ulong AddressOf(PeImport import, in ImportChain chain) =>
        Find(chain) is not 0 and var address ? address
        : machine.ImportAnswers.TryGetValue(import.Symbol, out var answer) ? StubOf(import.Symbol, answer)
        : missing.AddressOf(import, chain.Text);

    private ulong Find(in ImportChain chain) => chain.Target.Kind switch
    {
        ImportTargetKind.Leaf => Switch.Stubs.Leaves[chain.Last.Symbol],
        ImportTargetKind.Native => exports.AddressOf(chain.Last.Symbol),
        ImportTargetKind.Routine => machine.SystemRoutines.AddressOf(chain.Target.Routine!, chain.Last.Symbol),
        ImportTargetKind.Variable => machine.ExportedData.AddressOf(chain.Last.Symbol),
        ImportTargetKind.Export => BaseOf(chain.Last.Module) + chain.Target.Export!.Rva,
        _ => 0UL,
    };

    private ulong BaseOf(string module) => images.Loaded.First(image => image.Driver.Module == module).Base;

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
