namespace Verifier.Kernel;

/// <summary>
/// The machine's I/O ports: what READ_PORT_XXX, WRITE_PORT_XXX and the instructions IN and OUT reach. A port that no device has reads as
/// all ones, and what is written there is lost.
/// </summary>
internal sealed class PortSpace(Machine machine)
{
    /// <summary>Number of ports.</summary>
    public const uint Count = 0x1_0000;

    private readonly List<PortBank> _banks = [];

    /// <summary>The ranges that devices have.</summary>
    public IReadOnlyList<PortBank> Banks => _banks;

    /// <summary>Gives a device a range of ports.</summary>
    public void Add(PortBank bank) => _banks.Add(bank);

    /// <summary>Reads 1, 2 or 4 bytes, the lowest port first.</summary>
    public uint Read(ushort port, int width)
    {
        machine.Call.CountAccess();
        if (Find(port) is { } bank && bank.Addresses.Contains((ulong)(port + width - 1)))
        {
            return (uint)bank.Read(OffsetIn(bank, port), width);
        }

        var value = 0U;
        for (var i = 0; i < width; i++)
        {
            var at = (ushort)(port + i);
            value |= (Find(at) is { } one ? (uint)one.Read(OffsetIn(one, at), 1) : byte.MaxValue) << (8 * i);
        }

        return value;
    }

    /// <summary>Writes 1, 2 or 4 bytes, the lowest port first.</summary>
    public void Write(ushort port, int width, uint value)
    {
        machine.Call.CountAccess();
        if (Find(port) is { } bank && bank.Addresses.Contains((ulong)(port + width - 1)))
        {
            bank.Write(OffsetIn(bank, port), width, value);
            return;
        }

        for (var i = 0; i < width; i++)
        {
            var at = (ushort)(port + i);
            if (Find(at) is { } one)
            {
                one.Write(OffsetIn(one, at), 1, (byte)(value >> (8 * i)));
            }
        }
    }

    public void Reset() => _banks.Clear();

    private PortBank? Find(ushort port) => _banks.Find(b => b.Addresses.Contains(port));

    private static uint OffsetIn(PortBank bank, ushort port) => (uint)(port - bank.Addresses.Start);
}
