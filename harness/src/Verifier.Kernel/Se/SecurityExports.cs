namespace Verifier.Kernel;

/// <summary>
/// SE_EXPORTS, which the variable SeExports points to: the LUIDs of privileges and the addresses of well-known SIDs, in the order of
/// ntifs.h. It is made when it is first asked for.
/// </summary>
internal sealed class SecurityExports(Machine machine)
{
    // A number is a privilege, a text a SID.
    private static readonly object[] Members =
    [
        2u, 3u, 4u, 5u, 6u, 7u, 8u, 9u, 10u, 15u, 14u, 11u, 12u, 13u, 16u, 17u, 18u, 19u, 20u, 21u, 22u, 23u, 24u,
        "S-1-0-0", "S-1-1-0", "S-1-2-0", "S-1-3-0", "S-1-3-1",
        "S-1-5", "S-1-5-1", "S-1-5-2", "S-1-5-3", "S-1-5-4", "S-1-5-18", "S-1-5-32-544", "S-1-5-32-545", "S-1-5-32-546", "S-1-5-32-547",
        "S-1-5-32-548", "S-1-5-32-549", "S-1-5-32-550", "S-1-5-32-551", "S-1-5-11", "S-1-5-12", "S-1-5-7",
        25u, 26u, 27u,
        "S-1-5-19", "S-1-5-20",
        28u, 29u, 30u, 31u, 32u, 33u, 34u, 35u,
        "S-1-5-17",
        "S-1-16-0", "S-1-16-4096", "S-1-16-8192", "S-1-16-12288", "S-1-16-16384", "S-1-3-4",
        "S-1-15-2-1", "S-1-5-84-0-0-0-0-0",
    ];

    private ulong _address;

    /// <summary>The address of the structure.</summary>
    public ulong Address => _address != 0 ? _address : _address = Make();

    public void Reset() => _address = 0;

    private ulong Make()
    {
        var page = machine.Images.AddKernelPage().Address;
        var next = page + (ulong)(Members.Length * sizeof(ulong));
        for (var i = 0; i < Members.Length; i++)
        {
            var at = page + (ulong)(i * sizeof(ulong));
            if (Members[i] is uint privilege)
            {
                machine.Memory.Write(at, (ulong)privilege);
                continue;
            }

            var sid = Sid.Of((string)Members[i]);
            machine.Memory.CopyTo(next, sid);
            machine.Memory.Write(at, next);
            next += (ulong)sid.Length;
        }

        return page;
    }
}
