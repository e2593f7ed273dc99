using System.Collections.Generic;
using System.Xml.Linq;

namespace SfIntegration.Practice.Metadata.Grants;

/// <summary>One list of a permission set's or profile's file, such as fieldPermissions, and the rows behind it.</summary>
internal interface IGrantPart
{
    /// <summary>The list's elements. Of a permission set those that grant something; of a profile all that the request names.</summary>
    IEnumerable<XElement> Read(Holder holder);

    /// <summary>Makes the rows say what the file says.</summary>
    void Write(Holder holder, XElement metadata);
}
