using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Se;

/// <summary>Security descriptors, ACLs and SIDs in the driver's memory.</summary>
public abstract class SecurityFixture : KeFixture
{
    /// <summary>FILE_GENERIC_READ and the like: what GR, GW, GX and GA mean for files.</summary>
    protected Pointer FileMapping
    {
        get
        {
            var mapping = NonPaged(0xE00);
            uint[] rights = [0x0012_0089, 0x0012_0116, 0x0012_00A0, 0x001F_01FF];
            for (var i = 0; i < rights.Length; i++)
            {
                mapping.Write(i * sizeof(uint), rights[i]);
            }

            return mapping;
        }
    }

    /// <summary>A SID at an offset of the driver's memory.</summary>
    protected Pointer PutSid(string text, int at)
    {
        NonPaged(at).CopyTo(Sid.Of(text));
        return NonPaged(at);
    }

    /// <summary>An absolute security descriptor of the driver's own, with an ACL of one ACE.</summary>
    protected Pointer PutAbsolute(string sid = "S-1-5-18", uint access = 0x1000_0000)
    {
        var (descriptor, acl) = (NonPaged(0x100), NonPaged(0x200));
        Driver.RtlCreateSecurityDescriptor(descriptor, 1);
        Driver.RtlCreateAcl(acl, 0x40, 2);
        Driver.RtlAddAccessAllowedAce(acl, 2, access, PutSid(sid, 0x300));
        Driver.RtlSetDaclSecurityDescriptor(descriptor, true, acl);
        return descriptor;
    }

    /// <summary>The self-relative security descriptor of a text, in the driver's pool memory.</summary>
    protected Pointer FromText(string sddl)
    {
        var status = Driver.SeConvertStringSecurityDescriptorToSecurityDescriptor(sddl, 1, out var descriptor);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS), sddl);
        return descriptor;
    }
}
