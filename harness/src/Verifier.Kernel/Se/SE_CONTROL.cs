namespace Verifier.Kernel;

/// <summary>SECURITY_DESCRIPTOR_CONTROL: what a security descriptor has, and in which form.</summary>
[Flags]
internal enum SE_CONTROL : ushort
{
    SE_OWNER_DEFAULTED = 0x0001,
    SE_GROUP_DEFAULTED = 0x0002,
    SE_DACL_PRESENT = 0x0004,
    SE_DACL_DEFAULTED = 0x0008,
    SE_SACL_PRESENT = 0x0010,
    SE_SACL_DEFAULTED = 0x0020,
    SE_DACL_PROTECTED = 0x1000,
    SE_SACL_PROTECTED = 0x2000,
    SE_SELF_RELATIVE = 0x8000,
}
